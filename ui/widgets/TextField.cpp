#include "widgets/TextField.h"
