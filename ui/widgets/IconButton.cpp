#include "widgets/IconButton.h"
