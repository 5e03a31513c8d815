/* ipcs(1) and ipcrm(1) agree with the functions. Only objects of the case are looked for. */
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../sysv_shm/sysv_shm.h"
#include "table.h"

/* POSIX shows the rights as ls(1) does behind two characters, Linux as a number. */
static bool is_mode_0640(const char *word)
{
	if (*word >= '0' && *word <= '9')
		return strtol(word, NULL, 8) == 0640;
	return !strncmp(word + 2, "rw-r-----", 9) || !strncmp(word + 2, "ra-r-----", 9);
}

/* The user's name, or as much of it as there is room for; his number if he has none. */
static bool is_caller(const char *word)
{
	const struct passwd *user = getpwuid(geteuid());

	if (user && *word && !strncmp(user->pw_name, word, strlen(word)))
		return true;
	return *word && strtol(word, NULL, 10) == (long)geteuid();
}

/* POSIX has a column for the kind, Linux a title. */
static bool is_of_kind(const struct row *row, const struct kind *kind)
{
	const char *type = word_of(row, "T", "T");

	return *type ? *type == kind->letter : strstr(row->title, kind->heading) != NULL;
}

CASE_VARIANTS(kinds, key_ipcs_lists_created)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	int id = make_object(kind, key, 0640);
	struct row row;

	EXPECT(find_row(output_of("ipcs"), key, &row));
	EXPECT(is_of_kind(&row, kind));
	EXPECT_EQ(id, strtol(word_of(&row, kind->id_name, "ID"), NULL, 10));
	EXPECT(is_mode_0640(word_of(&row, "perms", "MODE")));
	EXPECT(is_caller(word_of(&row, "owner", "OWNER")));
	remove_object(kind, id);
	EXPECT(!find_row(output_of("ipcs"), key, &row));
}

CASE_VARIANTS(kinds, key_ipcs_shm_q_s_options)
{
	enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };
	const struct kind *kind = variant()->data;
	const char *listing;
	key_t keys[KINDS];
	int ids[KINDS];
	struct row row;
	int i;

	for (i = 0; i < KINDS; i++) {
		keys[i] = unique_key();
		ids[i] = make_object((const struct kind *)kinds[i].data, keys[i], 0600);
	}
	listing = output_of("ipcs -%c", kind->letter);
	for (i = 0; i < KINDS; i++)
		EXPECT_THAT(find_row(listing, keys[i], &row) == (kinds[i].data == kind),
			    "ipcs -%c: a %s %s listed", kind->letter, kinds[i].name,
			    kinds[i].data == kind ? "is not" : "is");
	for (i = 0; i < KINDS; i++)
		remove_object((const struct kind *)kinds[i].data, ids[i]);
}

CASE(key_ipcs_nattch_bytes_columns)
{
	enum { SIZE = 54321 };
	key_t key = unique_key();
	int id = (int)SETUP(shmget(key, SIZE, IPC_CREAT | IPC_EXCL | 0600));
	void *memory = attach(id, 0);
	void *again = attach(id, SHM_RDONLY);
	struct row row;

	EXPECT(find_row(output_of("ipcs -m -a"), key, &row));
	EXPECT_EQ(SIZE, strtol(word_of(&row, "bytes", "SEGSZ"), NULL, 10));
	EXPECT_EQ(2, strtol(word_of(&row, "nattch", "NATTCH"), NULL, 10));
	detach(memory);
	EXPECT(find_row(output_of("ipcs -m -a"), key, &row));
	EXPECT_EQ(1, strtol(word_of(&row, "nattch", "NATTCH"), NULL, 10));
	detach(again);
	remove_segment(id);
}

CASE_VARIANTS(kinds, key_ipcrm_remove_by_id)
{
	const struct kind *kind = variant()->data;
	int other = make_private(kind);
	int id = make_private(kind);

	output_of("ipcrm -%c %d", kind->letter, id);
	expect_dead(kind, id);
	expect_alive(kind, other);
	remove_object(kind, other);
}

CASE_VARIANTS(kinds, key_ipcrm_remove_by_key)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	int other = make_object(kind, unique_key(), 0600);
	int id = make_object(kind, key, 0600);

	output_of("ipcrm -%c 0x%x", kind->letter - 'a' + 'A', (unsigned)key);
	expect_dead(kind, id);
	EXPECT_ERROR(ENOENT, kind->get(key, 0));
	expect_alive(kind, other);
	remove_object(kind, other);
}

CASE(key_ipcrm_segment_marked_until_detach)
{
	key_t key = unique_key();
	int id = make_object(&segments, key, 0600);
	unsigned char *memory = attach(id, 0);
	const unsigned char *again = attach(id, SHM_RDONLY);

	output_of("ipcrm -m %d", id);
	EXPECT_ERROR(ENOENT, segments.get(key, 0));
	*memory = 'x';
	EXPECT_EQ('x', *again);
	detach(memory);
	EXPECT_EQ('x', *again);
	detach(again);
	expect_dead(&segments, id);
}
