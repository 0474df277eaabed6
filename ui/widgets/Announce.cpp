#include "widgets/Announce.h"
