#include "widgets/Progress.h"
