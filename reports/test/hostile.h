/* Results databases that an accident or an enemy could have made. */
#ifndef IPCTS_HOSTILE_H
#define IPCTS_HOSTILE_H

#include <stdint.h>

/* Makes one at path; the same one for the same seed. */
void hostile_database(const char *path, uint64_t seed);

#endif
