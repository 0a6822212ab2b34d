"""Where everything lies that the program keeps, from one list: for the window, the terminal, the README and the tests.

::

    places      the list
    words       what is said besides
"""
