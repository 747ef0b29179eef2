#include "CPubSubSections.h"
