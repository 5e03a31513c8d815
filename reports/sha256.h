/*
 * The hash by which the page's Content-Security-Policy names its style and script, and
 * by which runs that say the same are recognised.
 */
#ifndef IPCTS_SHA256_H
#define IPCTS_SHA256_H

#include <stddef.h>

#define SHA256_BASE64_SIZE 45
#define SHA256_HEX_SIZE 65

/* FIPS 180-4; the digest in base64, ended by a NUL. */
void sha256_base64(const void *bytes, size_t size, char digest[SHA256_BASE64_SIZE]);

/* The same in lower-case hexadecimal digits. */
void sha256_hex(const void *bytes, size_t size, char digest[SHA256_HEX_SIZE]);

#endif
