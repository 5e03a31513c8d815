/*
 * Programs that are made with AddressSanitizer (make SANITIZE=address,undefined).
 */
#ifndef IPCTS_SANITIZER_H
#define IPCTS_SANITIZER_H

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define IPCTS_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) && !defined(IPCTS_SANITIZED)
#define IPCTS_SANITIZED 1
#endif
#ifndef IPCTS_SANITIZED
#define IPCTS_SANITIZED 0
#endif

/* Skips the case in such a program; because says what of the sanitizer is in its way. */
void skip_if_sanitized(const char *because);

/*
 * To be called by a cleanup handler of a thread (pthread_cleanup_push()), which was cancelled:
 * its functions will not return, so that what the sanitizer knows of their variables is void.
 * Does nothing in other programs.
 */
void forget_stack(void);

#endif
