#include "widgets/Choices.h"
