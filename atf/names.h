/* Names of errors and signals, as the standard writes them. */
#ifndef IPCTS_NAMES_H
#define IPCTS_NAMES_H

/* "EAGAIN", ...; "no error" for 0; never NULL. */
const char *error_name(int error);

/* "SIGPIPE", ...; never NULL. */
const char *signal_name(int number);

#endif
