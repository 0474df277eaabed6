#include "widgets/TextArea.h"
