#include "widgets/Banner.h"
