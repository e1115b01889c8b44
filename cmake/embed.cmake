# diolch_embed(target FILE...): builds text files into a program as `const char <name>[]`, where the
# name is the file's with everything but letters and digits made "_". Non-ASCII bytes become '\x'
# escapes, which both compilers accept without a word.
function(diolch_embed target)
    foreach(file IN LISTS ARGN)
        get_filename_component(path ${file} ABSOLUTE)
        get_filename_component(base ${file} NAME)
        string(MAKE_C_IDENTIFIER ${base} symbol)
        set(output ${CMAKE_CURRENT_BINARY_DIR}/embed_${symbol}.c)
        add_custom_command(OUTPUT ${output}
            COMMAND ${CMAKE_COMMAND} -DINPUT=${path} -DOUTPUT=${output} -DSYMBOL=${symbol}
                    -P ${CMAKE_SOURCE_DIR}/cmake/embed_file.cmake
            DEPENDS ${path} ${CMAKE_SOURCE_DIR}/cmake/embed_file.cmake VERBATIM)
        target_sources(${target} PRIVATE ${output})
    endforeach()
endfunction()
