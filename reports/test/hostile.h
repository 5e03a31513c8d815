/* Results databases that an accident or an enemy could have made. */
#ifndef IPCTS_HOSTILE_H
#define IPCTS_HOSTILE_H

#include <stddef.h>
#include <stdint.h>

/* Makes one at path; the same one for the same seed. */
void hostile_database(const char *path, uint64_t seed);

/*
 * Makes a SHARD.died, or a summary from the text of a good one, corrupted in a way that
 * the seed decides. About half of the summaries have the right fingerprint still.
 */
void hostile_died(const char *path, uint64_t seed);
void hostile_summary(const char *path, const char *text, size_t size, uint64_t seed);

/* A number below the limit: the next one of the sequence that the last seed began. */
uint64_t hostile_random(uint64_t limit);
void hostile_seed(uint64_t seed);

#endif
