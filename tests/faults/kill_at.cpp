// SPDX-License-Identifier: Apache-2.0
// Loaded before the C library (LD_PRELOAD): ends the process as kill -9 does just before the n-th call
// that changes names of files, TRACTWISE_KILL_AT=n. TRACTWISE_COUNT_TO=FILE writes how many there were.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <atomic>

#include <dlfcn.h>
#include <unistd.h>

namespace {

std::atomic<long> calls{0};

void count() {
    static const char* const at = std::getenv("TRACTWISE_KILL_AT");
    if (++calls == (at == nullptr ? -1 : std::strtol(at, nullptr, 10)))
        ::kill(::getpid(), SIGKILL);
}

struct AtEnd {
    ~AtEnd() {
        const char* const file = std::getenv("TRACTWISE_COUNT_TO");
        if (std::FILE* out = file == nullptr ? nullptr : std::fopen(file, "w")) {
            std::fprintf(out, "%ld\n", calls.load());
            std::fclose(out);
        }
    }
} at_end;

template <typename Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

int rename(const char* from, const char* to) noexcept {
    count();
    return next<int(const char*, const char*)>("rename")(from, to);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned int flags) noexcept {
    count();
    return next<int(int, const char*, int, const char*, unsigned int)>("renameat2")(
        from_folder, from, to_folder, to, flags);
}
int unlink(const char* path) noexcept {
    count();
    return next<int(const char*)>("unlink")(path);
}
int unlinkat(int folder, const char* path, int flags) noexcept {
    count();
    return next<int(int, const char*, int)>("unlinkat")(folder, path, flags);
}
int remove(const char* path) noexcept {
    count();
    return next<int(const char*)>("remove")(path);
}
int rmdir(const char* path) noexcept {
    count();
    return next<int(const char*)>("rmdir")(path);
}
int mkdir(const char* path, mode_t mode) noexcept {
    count();
    return next<int(const char*, mode_t)>("mkdir")(path, mode);
}
char* mkdtemp(char* path) noexcept {
    count();
    return next<char*(char*)>("mkdtemp")(path);
}
int link(const char* from, const char* to) noexcept {
    count();
    return next<int(const char*, const char*)>("link")(from, to);
}
int fsync(int handle) {
    count();
    return next<int(int)>("fsync")(handle);
}

} // extern "C"
