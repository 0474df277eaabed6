#include "widgets/MailView.h"
