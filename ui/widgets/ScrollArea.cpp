#include "widgets/ScrollArea.h"
