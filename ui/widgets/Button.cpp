#include "widgets/Button.h"
