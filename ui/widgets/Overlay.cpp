#include "widgets/Overlay.h"
