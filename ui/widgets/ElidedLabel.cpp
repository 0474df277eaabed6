#include "widgets/ElidedLabel.h"
