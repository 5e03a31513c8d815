/*
 * A requirement: one clause of POSIX.1 or of the Linux manual that a case can
 * check, with everything needed to name it in a report.
 */
#ifndef IPCTS_REQUIREMENT_H
#define IPCTS_REQUIREMENT_H

/*
 * How binding a requirement is.
 *
 * LEVEL_SHALL		every system of the edition must do it
 * LEVEL_OPTION_*	a system that supports the option must do it
 * LEVEL_MAY		left to the implementation: observed, never failed
 * LEVEL_LINUX		documented for Linux only
 */
enum level {
	LEVEL_SHALL,
	LEVEL_OPTION_XSI,
	LEVEL_OPTION_MSG,
	LEVEL_OPTION_SHM,
	LEVEL_OPTION_TSH,
	LEVEL_OPTION_PS,
	LEVEL_MAY,
	LEVEL_LINUX,
};

/* The first edition known to have the requirement. */
enum edition {
	EDITION_2008,
	EDITION_2017,
	EDITION_2024,
	EDITION_LINUX,
};

struct requirement {
	const char *id;	       /* dotted: "pipe.read.fifo_order" */
	const char *mechanism; /* the folder under cases/ */
	const char *function;  /* as the standard writes it: "read()" */
	enum level level;
	enum edition edition;
	const char *source;    /* section of the standard, or manual page */
	const char *statement; /* one sentence */
	const char *error;     /* "EAGAIN": an error condition of function;
				* NULL: any other clause */
	int error_number;      /* the value of error, 0 if error is NULL */
};

/* "shall", "option:XSI", ..., "may", "linux". */
const char *level_name(enum level level);

/* "2008", "2017", "2024", "linux". */
const char *edition_name(enum edition edition);

#endif
