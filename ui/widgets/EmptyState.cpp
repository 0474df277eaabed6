#include "widgets/EmptyState.h"
