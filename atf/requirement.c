#include "requirement.h"

const char *level_name(enum level level)
{
	static const char *const names[] = {
		[LEVEL_SHALL] = "shall",
		[LEVEL_OPTION_XSI] = "option:XSI",
		[LEVEL_OPTION_MSG] = "option:MSG",
		[LEVEL_OPTION_SHM] = "option:SHM",
		[LEVEL_OPTION_TSH] = "option:TSH",
		[LEVEL_OPTION_PS] = "option:PS",
		[LEVEL_MAY] = "may",
		[LEVEL_LINUX] = "linux",
	};

	return names[level];
}

const char *edition_name(enum edition edition)
{
	static const char *const names[] = {
		[EDITION_2008] = "2008",
		[EDITION_2017] = "2017",
		[EDITION_2024] = "2024",
		[EDITION_LINUX] = "linux",
	};

	return names[edition];
}
