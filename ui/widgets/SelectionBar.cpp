#include "widgets/SelectionBar.h"
