#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clean.h"

/* A byte becomes at most "\xNN". A code point spelt out is no longer per byte. */
#define LONGEST_PER_BYTE 4

/* Reads one code point; returns its length, 0 if the bytes are not UTF-8. */
static size_t decode(const unsigned char *bytes, size_t size, uint32_t *code)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t length = *bytes < 0x80		? 1
			: (*bytes >> 5) == 0x06 ? 2
			: (*bytes >> 4) == 0x0e ? 3
			: (*bytes >> 3) == 0x1e ? 4
						: 0;

	if (length == 0 || length > size)
		return 0;
	*code = length == 1 ? *bytes : *bytes & (0x7fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (bytes[i] & 0x3f);
	}
	if (*code < smallest[length] || *code > 0x10ffff || (*code >= 0xd800 && *code < 0xe000))
		return 0;
	return length;
}

static bool is_within(uint32_t code, uint32_t first, uint32_t last)
{
	return code >= first && code <= last;
}

static bool is_harmless(uint32_t code, bool keep_lines)
{
	if (code == '\n' || code == '\t')
		return keep_lines;
	return !(code < 0x20 || is_within(code, 0x7f, 0x9f) || code == 0xad ||
		 is_within(code, 0x200b, 0x200f) || is_within(code, 0x2028, 0x202e) ||
		 is_within(code, 0x2060, 0x206f) || is_within(code, 0xfdd0, 0xfdef) ||
		 code == 0x061c || code == 0x180e || code == 0xfeff ||
		 is_within(code, 0xfff9, 0xfffb) || is_within(code, 0xe0000, 0xe0fff) ||
		 (code & 0xfffe) == 0xfffe);
}

/* Cleans one character at from into to; returns what it wrote and advances *from. */
static size_t clean_character(char *to, const unsigned char **from, const unsigned char *end,
			      bool keep_lines)
{
	uint32_t code = 0;
	size_t length = decode(*from, (size_t)(end - *from), &code);
	size_t written;

	if (length && is_harmless(code, keep_lines)) {
		memcpy(to, *from, length);
		written = length;
	} else if (length < 2) {
		written = (size_t)sprintf(to, "\\x%02x", **from);
	} else {
		written =
			(size_t)sprintf(to, code > 0xffff ? "\\U%08x" : "\\u%04x", (unsigned)code);
	}
	*from += length ? length : 1;
	return written;
}

/* Appends the cleaned bytes at to; returns the new end. */
static char *append(char *to, const unsigned char *bytes, size_t size, bool keep_lines)
{
	const unsigned char *end = bytes + size;

	while (bytes < end)
		to += clean_character(to, &bytes, end, keep_lines);
	return to;
}

static const char *keep(struct pool *pool, char *text, size_t length)
{
	char *copy = pool_alloc(pool, length + 1);

	memcpy(copy, text, length);
	free(text);
	return copy;
}

const char *clean_line(struct pool *pool, const void *bytes, size_t size, size_t limit)
{
	static const char ellipsis[] = " [...]";
	size_t kept = size > limit ? limit : size;
	char *text = array_resize(NULL, kept * LONGEST_PER_BYTE + sizeof(ellipsis), 1);
	char *end = append(text, bytes, kept, false);

	if (kept < size)
		end = stpcpy(end, ellipsis);
	return keep(pool, text, (size_t)(end - text));
}

const char *clean_block(struct pool *pool, const void *bytes, size_t size, size_t limit)
{
	const unsigned char *first = bytes;
	size_t half = limit / 2;
	char *text = array_resize(NULL, (size > limit ? limit : size) * LONGEST_PER_BYTE + 80, 1);
	char *end;

	if (size <= limit) {
		end = append(text, first, size, true);
	} else {
		end = append(text, first, half, true);
		end += sprintf(end, "\n[%zu bytes left out]\n", size - 2 * half);
		end = append(end, first + size - half, half, true);
	}
	return keep(pool, text, (size_t)(end - text));
}
