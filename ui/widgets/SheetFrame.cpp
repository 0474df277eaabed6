#include "widgets/SheetFrame.h"
