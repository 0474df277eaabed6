#include "widgets/Toast.h"
