/*
 * What a case says besides "a check failed". Each may be said in any actor.
 */
#ifndef IPCTS_VERDICT_H
#define IPCTS_VERDICT_H

/* The system does not have what the requirement is about. Ends the case. */
void skip_unsupported(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* The case may not do here what it has to do. Ends the case. */
void skip_unpermitted(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/*
 * Records what the implementation does where the standard leaves a choice. The
 * key says what was looked at ("O_RDWR on a FIFO"), the value what was seen.
 */
void observe(const char *key, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
