#include "widgets/FieldMessage.h"
