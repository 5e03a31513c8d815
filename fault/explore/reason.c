#include "reason.h"

#include <stdarg.h>
#include <stdio.h>

int give_reason(char *message, size_t size, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message, size, format, arguments);
	va_end(arguments);
	return -1;
}
