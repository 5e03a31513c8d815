#include <stdint.h>
#include <string.h>

#include "sha256.h"

#define BLOCK 64
#define DIGEST 32

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t constants[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
	0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
	0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2,
};

static uint32_t rotate(uint32_t word, int count)
{
	return word >> count | word << (32 - count);
}

static void expand(const unsigned char block[BLOCK], uint32_t w[64])
{
	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
		       (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
	for (int i = 16; i < 64; i++) {
		uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
		uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;

		w[i] = w[i - 16] + s0 + w[i - 7] + s1;
	}
}

static void compress(uint32_t state[8], const unsigned char block[BLOCK])
{
	uint32_t w[64], v[8];

	expand(block, w);
	memcpy(v, state, sizeof(v));
	/* The variables a to h are in v, from -i on: instead of moving them on, i does. */
	for (unsigned i = 0; i < 64; i++) {
		uint32_t a = v[-i & 7], b = v[(1 - i) & 7], c = v[(2 - i) & 7];
		uint32_t e = v[(4 - i) & 7], f = v[(5 - i) & 7], g = v[(6 - i) & 7];
		uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
		uint32_t t1 = v[(7 - i) & 7] + s1 + ((e & f) ^ (~e & g)) + constants[i] + w[i];
		uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);

		v[(3 - i) & 7] += t1;
		v[(7 - i) & 7] = t1 + s0 + ((a & b) ^ (a & c) ^ (b & c));
	}
	for (int i = 0; i < 8; i++)
		state[i] += v[i];
}

/* The last block or two: what is left, a one bit, zeros, the length in bits. */
static void finish(uint32_t state[8], const unsigned char *rest, size_t length, uint64_t total)
{
	unsigned char tail[2 * BLOCK] = {0};
	size_t size = length < BLOCK - 8 ? BLOCK : 2 * BLOCK;

	memcpy(tail, rest, length);
	tail[length] = 0x80;
	for (int i = 0; i < 8; i++)
		tail[size - 1 - (size_t)i] = (unsigned char)(total * 8 >> 8 * i);
	for (size_t i = 0; i < size; i += BLOCK)
		compress(state, tail + i);
}

static void digest_of(const void *bytes, size_t size, unsigned char digest[DIGEST])
{
	uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
			     0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
	const unsigned char *block = bytes;
	size_t left = size;

	for (; left >= BLOCK; left -= BLOCK, block += BLOCK)
		compress(state, block);
	finish(state, block, left, size);
	for (int i = 0; i < DIGEST; i++)
		digest[i] = (unsigned char)(state[i / 4] >> (24 - 8 * (i % 4)));
}

void sha256_base64(const void *bytes, size_t size, char digest[SHA256_BASE64_SIZE])
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned char raw[DIGEST + 1] = {0}; /* one for the last group of three */
	char *text = digest;

	digest_of(bytes, size, raw);
	for (int i = 0; i < DIGEST + 1; i += 3) {
		uint32_t group = (uint32_t)raw[i] << 16 | (uint32_t)raw[i + 1] << 8 | raw[i + 2];

		for (int shift = 18; shift >= 0; shift -= 6)
			*text++ = digits[group >> shift & 63];
	}
	text[-1] = '=';
	*text = '\0';
}

void sha256_hex(const void *bytes, size_t size, char digest[SHA256_HEX_SIZE])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char raw[DIGEST];

	digest_of(bytes, size, raw);
	for (int i = 0; i < DIGEST; i++) {
		digest[2 * i] = digits[raw[i] >> 4];
		digest[2 * i + 1] = digits[raw[i] & 15];
	}
	digest[2 * DIGEST] = '\0';
}
