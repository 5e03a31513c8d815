/* What Linux adds to keys and ids. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../fifo/errors.h"
#include "table.h"

CASE(key_ftok_linux_composition)
{
	const char *path = make_file();
	struct stat status = status_of(path);
	unsigned file = ((unsigned)status.st_dev & 0xff) << 16 | ((unsigned)status.st_ino & 0xffff);

	EXPECT_EQ((key_t)(1u << 24 | file), ftok(path, 1));
	EXPECT_EQ((key_t)(0xa5u << 24 | file), ftok(path, 0xa5));
}

CASE_VARIANTS(kinds, key_ipcrm_linux_legacy_syntax)
{
	const struct kind *kind = variant()->data;
	int other = make_private(kind);
	int id = make_private(kind);

	output_of("ipcrm %s %d", kind->word, id);
	expect_dead(kind, id);
	expect_alive(kind, other);
	remove_object(kind, other);
}

/* That the objects die with it, nobody is left to see: no way leads into it any more. */
CASE_VARIANTS(kinds, key_linux_ipc_namespace)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	int id = make_object(kind, key, 0600);
	struct gate *is_done = new_gate();
	struct gate *is_checked = new_gate();
	struct actor *inhabitant = ACTOR("inhabitant")
	{
		int inner;

		enter_private(PRIVATE_IPC);
		EXPECT_ERROR(ENOENT, kind->get(key, 0));
		expect_dead(kind, id);
		inner = make_object(kind, key, 0640);
		EXPECT_EQ(inner, kind->get(key, 0));
		open_gate(is_done);
		pass_gate(is_checked);
		EXPECT_EQ(0640, status_of_object(kind, inner).permissions.mode & 0777);
	}

	pass_gate(is_done);
	EXPECT_EQ(id, kind->get(key, 0));
	EXPECT_EQ(0600, status_of_object(kind, id).permissions.mode & 0777);
	remove_object(kind, id);
	open_gate(is_checked);
	expect_finished(inhabitant);
	EXPECT_ERROR(ENOENT, kind->get(key, 0));
}

/* The first id of a namespace is an id like any other. */
CASE_VARIANTS(kinds, key_id_nonnegative)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	int id;

	enter_private(PRIVATE_IPC);
	id = make_object(kind, key, 0600);
	observe("the first id of an IPC namespace", "%d", id);
	EXPECT(id >= 0);
	EXPECT_EQ(id, kind->get(key, 0));
	EXPECT_EQ(0, kind->alter(id));
	EXPECT_EQ(0, kind->read(id));
	remove_object(kind, id);
}

CASE_VARIANTS(kinds, key_linux_proc_sysvipc)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	int id = make_object(kind, key, 0640);
	char path[30];
	struct row row;

	snprintf(path, sizeof(path), "/proc/sysvipc/%s", kind->word);
	EXPECT(find_row(contents_of(path), key, &row));
	EXPECT_EQ(id, strtol(word_of(&row, kind->id_name, ""), NULL, 10));
	EXPECT_EQ(0640, strtol(word_of(&row, "perms", ""), NULL, 8));
	EXPECT_EQ(geteuid(), strtol(word_of(&row, "uid", ""), NULL, 10));
	EXPECT_EQ(getegid(), strtol(word_of(&row, "cgid", ""), NULL, 10));
	remove_object(kind, id);
	EXPECT(!find_row(contents_of(path), key, &row));
}
