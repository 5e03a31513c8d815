/* The cases on a read of a pipe that waits, on a FIFO. */
#define CASES_PROVE fifo_read_same_as_pipe
#include "fifo.h"

#define open_pipe open_fifo_pair
#include "../pipe/read_blocked_test.c"
