#include "widgets/Combo.h"
