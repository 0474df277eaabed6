#include "widgets/TableView.h"
