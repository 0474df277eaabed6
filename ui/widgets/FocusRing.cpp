#include "widgets/FocusRing.h"
