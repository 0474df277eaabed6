# Every text with a count has its forms in translations/alwaysleads_en.ts, under the class it stands in: otherwise a person
# reads "1 fact(s)". Asks Qt's own lupdate what the sources have, on a copy.
#
#   cmake -D ROOT=<repository> -D LUPDATE=<program> -D WORK=<folder> -P CheckPlurals.cmake

set(copy "${WORK}/plurals.ts")
file(MAKE_DIRECTORY "${WORK}")
configure_file("${ROOT}/translations/alwaysleads_en.ts" "${copy}" COPYONLY)
execute_process(COMMAND "${LUPDATE}" -silent -locations none -pluralonly -no-obsolete app ui -ts "${copy}"
    WORKING_DIRECTORY "${ROOT}" RESULT_VARIABLE outcome ERROR_VARIABLE said OUTPUT_VARIABLE said)
if(NOT outcome EQUAL 0)
    message(FATAL_ERROR "lupdate failed (${outcome}): ${said}")
endif()

file(READ "${copy}" found)
string(REGEX MATCHALL "<source>[^<]*</source>[ \r\n]*(<comment>[^<]*</comment>[ \r\n]*)?<translation type=\"unfinished\">" missing "${found}")
if(missing)
    string(REGEX REPLACE "<[^>]*>" "" missing "${missing}")
    message(FATAL_ERROR "translations/alwaysleads_en.ts lacks forms of: ${missing}\n"
        "Renew it, then write the missing forms in:\n"
        "    lupdate -locations none -pluralonly -no-obsolete app ui -ts translations/alwaysleads_en.ts")
endif()
