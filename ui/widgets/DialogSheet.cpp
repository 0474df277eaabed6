#include "widgets/DialogSheet.h"
