#include "widgets/ChipLook.h"
