#include "widgets/Menu.h"
