/*
 * Access to memory that may not be there: it is tried, and what became of it
 * is checked, instead of ending the process. One thread of a process at a time.
 */
#ifndef IPCTS_TOUCH_H
#define IPCTS_TOUCH_H

#include "check.h"

/* The byte can be read, or be written (it is written back as it was). */
#define expect_readable(address) AT(touch_expect(address, TOUCH_READ, 0, 0))
#define expect_writable(address) AT(touch_expect(address, TOUCH_WRITE, 0, 0))

/*
 * To read, or to write, the byte raises the signal, with that si_code
 * (SEGV_ACCERR, SEGV_MAPERR, BUS_ADRERR; ANY_CODE: not looked at), and the
 * address in si_addr.
 */
#define expect_read_faults(address, signal, code) \
	AT(touch_expect(address, TOUCH_READ, signal, code))
#define expect_write_faults(address, signal, code) \
	AT(touch_expect(address, TOUCH_WRITE, signal, code))

enum { ANY_CODE = -1 };

enum touch { TOUCH_READ, TOUCH_WRITE };

/* Touches the byte at the address. Returns the signal that it raised, 0 for none. */
int touch(volatile void *address, enum touch how);

void touch_expect(volatile void *address, enum touch how, int signal, int code);

#endif
