#include "widgets/CommandPalette.h"
