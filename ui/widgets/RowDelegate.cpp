#include "widgets/RowDelegate.h"
