#include "widgets/SearchField.h"
