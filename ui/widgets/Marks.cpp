#include "widgets/Marks.h"
