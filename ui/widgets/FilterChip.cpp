#include "widgets/FilterChip.h"
