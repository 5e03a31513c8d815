/* All that a case needs of the harness. */
#ifndef IPCTS_H
#define IPCTS_H

#include "actor.h"
#include "case.h"
#include "check.h"
#include "clock.h"
#include "descriptor.h"
#include "expect.h"
#include "fileclock.h"
#include "gate.h"
#include "memory.h"
#include "needs.h"
#include "parameter.h"
#include "private.h"
#include "sanitizer.h"
#include "scratch.h"
#include "signals.h"
#include "touch.h"
#include "verdict.h"

#endif
