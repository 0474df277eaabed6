#include "widgets/LineEdit.h"
