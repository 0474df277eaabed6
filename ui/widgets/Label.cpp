#include "widgets/Label.h"
