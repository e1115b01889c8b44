# The libraries Diolch stands on, each as one imported target. All are in Debian 12.
find_package(PkgConfig REQUIRED)
function(diolch_library name)
    pkg_check_modules(${name} REQUIRED IMPORTED_TARGET GLOBAL ${ARGN})
endfunction()

diolch_library(sqlite sqlite3)
diolch_library(sodium libsodium)
diolch_library(zstd libzstd)
diolch_library(cjson libcjson)
diolch_library(inih inih)
diolch_library(sdl sdl2)
diolch_library(sdl_ttf SDL2_ttf)
diolch_library(sdl_image SDL2_image)
diolch_library(jpeg libjpeg)
diolch_library(zbar zbar)
diolch_library(pangocairo pangocairo pangoft2)
diolch_library(fontconfig fontconfig)
diolch_library(qrencode libqrencode)
diolch_library(curl libcurl)
diolch_library(microhttpd libmicrohttpd)
diolch_library(gnutls gnutls)
# Debian's libsonic has no .pc file.
find_path(sonic_folder sonic.h REQUIRED)
find_library(sonic_file sonic REQUIRED)
add_library(sonic UNKNOWN IMPORTED GLOBAL)
set_target_properties(sonic PROPERTIES IMPORTED_LOCATION ${sonic_file}
    INTERFACE_INCLUDE_DIRECTORIES ${sonic_folder})

# Only the tests need it: without it the programs are built and no test is.
pkg_check_modules(cmocka IMPORTED_TARGET GLOBAL cmocka)
find_package(Threads REQUIRED)
