/* The cases on a write to a pipe that must not wait, on a FIFO. */
#define CASES_PROVE fifo_read_same_as_pipe
#include "fifo.h"

#define open_pipe open_fifo_pair
#include "../pipe/write_nonblock_test.c"
