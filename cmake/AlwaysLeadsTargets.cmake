# How every target of the program is built: one place for warnings, sanitizers, ccache and Qt's code generators.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_GLOBAL_AUTOGEN_TARGET ON)   # "autogen": all that Qt's generators write, and no object
set(CMAKE_AUTOGEN_ORIGIN_DEPENDS OFF)
set(CMAKE_GLOBAL_AUTORCC_TARGET ON)

# With a precompiled header, ccache must look past the dates of headers, and reads what the compiler says it used: to
# preprocess every file for a second time would cost what the header saves.
find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_SLOPPINESS=pch_defines,time_macros" CCACHE_DEPEND=1 "${CCACHE_PROGRAM}")
endif()

# al_configure(target [CORE | WIDGETS]): CORE and WIDGETS say which precompiled header of Qt the sources are read after. It only
# saves time: every file names what it uses, which the clang preset proves, where there is none.
function(al_configure target)
    set_target_properties(${target} PROPERTIES AUTOMOC ON AUTORCC ON)
    if(ALWAYSLEADS_PRECOMPILE AND ARGC GREATER 1)
        string(TOLOWER "${ARGV1}" header)
        target_precompile_headers(${target} REUSE_FROM al_precompiled_${header})
    endif()
    target_compile_definitions(${target} PRIVATE
        QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
        QT_NO_FOREACH QT_NO_KEYWORDS QT_DISABLE_DEPRECATED_BEFORE=0x060400)
    if(MSVC)
        target_compile_options(${target} PRIVATE /W4 $<$<BOOL:${ALWAYSLEADS_WARNINGS_ARE_ERRORS}>:/WX> /permissive- /utf-8)
    else()
        target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic $<$<BOOL:${ALWAYSLEADS_WARNINGS_ARE_ERRORS}>:-Werror>)
    endif()
    if(ALWAYSLEADS_SANITIZE)
        target_compile_options(${target} PRIVATE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
        target_link_options(${target} PRIVATE -fsanitize=address,undefined)
    endif()
    if(ALWAYSLEADS_FUZZ)
        # So that libFuzzer sees which ways were taken. clang 14 cannot check the type of a called function where coroutines are.
        target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link -fno-sanitize=function)
    endif()
endfunction()

# A precompiled header may have no definition that one of its users lacks: LINKS are what all of them link, MODULES those of
# which only the headers are needed.
function(al_precompile name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINKS;MODULES;HEADERS")
    file(CONFIGURE OUTPUT precompiled.cpp CONTENT "")
    add_library(al_precompiled_${name} STATIC "${CMAKE_CURRENT_BINARY_DIR}/precompiled.cpp")
    al_configure(al_precompiled_${name})
    set_target_properties(al_precompiled_${name} PROPERTIES AUTOMOC OFF AUTORCC OFF)
    target_link_libraries(al_precompiled_${name} PRIVATE ${arg_LINKS} tl::expected)
    foreach(module IN LISTS arg_MODULES)
        target_include_directories(al_precompiled_${name} SYSTEM PRIVATE $<TARGET_PROPERTY:${module},INTERFACE_INCLUDE_DIRECTORIES>)
    endforeach()
    target_precompile_headers(al_precompiled_${name} PRIVATE ${arg_HEADERS})
endfunction()

# al_library(lead SOURCES Lead.cpp Lead.h LINKS base storage): one library a noun. It may use what it links and nothing
# else, so an arrow in the wrong direction does not link. Static in what people run; shared where the tests are built under
# the sanitizers (BUILD_SHARED_LIBS): two hundred test programs with all of it inside would fill 26 GB.
function(al_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS")
    add_library(al_${name} ${arg_SOURCES})
    set_target_properties(al_${name} PROPERTIES DEFINE_SYMBOL "") # the objects of both kinds are the same, for ccache too
    if(BUILD_SHARED_LIBS AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_link_options(al_${name} PRIVATE LINKER:-z,defs) # what a library uses, it links, or the build ends here
    endif()
    if(name MATCHES "^(ui_|style|widgets|shell|window|tour)")
        al_configure(al_${name} WIDGETS)
    else()
        al_configure(al_${name} CORE)
    endif()
    target_link_libraries(al_${name} PUBLIC ${arg_LINKS})
    target_include_directories(al_${name} PUBLIC "${PROJECT_SOURCE_DIR}/app")
endfunction()

# Writes X.moc for each X.cpp. AUTOMOC would do it too, and with it one target, one run of the generator and one empty object
# for each of the 250 test programs: a tenth of the time of the whole build. A header with Q_OBJECT among the sources, as it was
# at the time of configuring, takes the usual way.
function(al_moc_of_sources target)
    foreach(source IN LISTS ARGN)
        if(source MATCHES "[.]h$")
            file(STRINGS "${source}" found REGEX "Q_OBJECT|Q_GADGET|Q_NAMESPACE" LIMIT_COUNT 1)
            if(found)
                return()
            endif()
        endif()
    endforeach()
    set_target_properties(${target} PROPERTIES AUTOMOC OFF AUTORCC OFF)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}_moc")
    foreach(source IN LISTS ARGN)
        if(source MATCHES "[.]cpp$")
            cmake_path(GET source STEM stem)
            file(STRINGS "${source}" found REGEX "#include \"${stem}[.]moc\"" LIMIT_COUNT 1)
            if(found)
                qt_generate_moc("${source}" "${folder}/${stem}.moc" TARGET ${target})
                target_sources(${target} PRIVATE "${folder}/${stem}.moc")
            endif()
        endif()
    endforeach()
    target_include_directories(${target} PRIVATE "${folder}")
endfunction()

# al_test(LeadTest LINKS al_lead SOURCES LeadTest.cpp): a Qt Test executable under CTest. It runs on the offscreen platform
# and has no display or session bus of the person who runs it.
function(al_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LINKS;COMMAND")
    add_executable(${name} ${arg_SOURCES})
    if(arg_LINKS MATCHES "al_(ui_|style|widgets|shell|window|tour)|_stage")
        al_configure(${name} WIDGETS)
    else()
        al_configure(${name} CORE)
    endif()
    target_link_libraries(${name} PRIVATE ${arg_LINKS} Qt6::Test)
    target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}")
    al_moc_of_sources(${name} ${arg_SOURCES})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 300)
    endif()
    # Qt ends a test function after five minutes, however long the test may take.
    math(EXPR watchdog "${arg_TIMEOUT} * 1000")
    if(NOT arg_COMMAND)
        set(arg_COMMAND ${name})
    endif()
    add_test(NAME ${name} COMMAND ${arg_COMMAND})
    set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} ENVIRONMENT
        "QT_QPA_PLATFORM=offscreen;DBUS_SESSION_BUS_ADDRESS=disabled:;QTEST_FUNCTION_TIMEOUT=${watchdog};LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0")
endfunction()
