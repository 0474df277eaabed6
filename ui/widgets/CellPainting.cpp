#include "widgets/CellPainting.h"
