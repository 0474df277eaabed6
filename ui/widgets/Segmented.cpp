#include "widgets/Segmented.h"
